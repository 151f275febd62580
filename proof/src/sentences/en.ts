import type { Sentences } from './sentences.ts';

export const en: Sentences = {
  stage: {
    trust: 'Trust file',
    document: 'File',
    record: 'Record',
    log: 'Ledger',
    courts: 'Member courts',
    persons: 'Signatures',
    time: 'Times',
    ledger: 'Ledger transaction',
  },
  state: { ok: 'holds', failed: 'does not hold', notShown: 'not shown' },
  ok: {
    trust:
      'The trust file is whole and belongs to the network of this proof. Compare its fingerprint with the one the courts publish.',
    document: 'The digest of your file is the digest on the ledger.',
    record: 'The record has the right form, and what the proof discloses matches it.',
    log: 'The record is in the ledger, at a place that can be computed.',
    courts:
      '{counted} member courts signed the ledger that holds this record (at least {k} are needed).',
    persons:
      'The signatures match the signing keys registered at the time. That no key had been revoked was checked when it was recorded; this file alone does not show it.',
    time: 'Recorded no later than {recordedBy}. The act is stated as {acted}; it reached the ledger {lag} later.',
    ledger:
      'The transaction that wrote the record was endorsed by {endorsed} member courts, its block was signed by {ordered} ordering nodes, and {answered} court nodes stated that it took effect.',
  },
  actAhead:
    'Recorded no later than {recordedBy}. The act is stated as {acted}, {ahead} after it reached the ledger.',
  notShown: {
    trust: 'The trust file was not checked.',
    document: 'No file was given, or an earlier step failed, so no file was compared.',
    record: 'An earlier step failed; the record was not checked.',
    log: 'An earlier step failed; the place in the ledger was not checked.',
    courts: 'An earlier step failed; the member courts’ signatures were not checked.',
    persons:
      'The signers’ keys are not in this proof, so personal signatures were not checked. The full proof allows it.',
    time: 'An earlier step failed; the times were not checked.',
    ledger: 'The ledger transaction is not in this proof; nothing is said about it.',
  },
  notReached: {
    persons: 'An earlier step failed; personal signatures were not checked.',
  },
  unsigned: 'Nobody signs an everyday behaviour; this step does not apply.',
  behaviourRecorded:
    'As of {asOf}, this behaviour is unaltered since it was recorded. It is about no file; none need be given.',
  papers: {
    found:
      'Your file is one of the papers that this proof shows, with the digest it was handed in with.',
    notAmong:
      'Your file is none of the papers that this proof shows: it is another file, or it has been altered.',
    differs:
      'The ledger record holds, but your file is not among the papers that this proof shows. It may be another of the list; scans, photos and re-saved copies differ too. That does not mean forgery.',
    none: 'This proof shows no papers, so no file can be compared.',
    noneRecorded:
      'As of {asOf}, the ledger record is whole. This proof shows no papers; no file need be given.',
  },
  failed: {
    TRUST_MALFORMED:
      'The trust file cannot be read. Get it again from where the courts publish it.',
    TRUST_SIGNATURE:
      'A court’s signature on the trust file does not hold; it may have been altered. Get it again from where the courts publish it.',
    NETWORK_DIFFERS: 'This proof belongs to another network than the trust file.',
    TRUST_TOO_OLD:
      'The proof is newer than the trust file. Get the latest trust file and try again.',
    EDITION_DIFFERS:
      'The proof names another edition of the trust file than the one for its ledger size.',
    DOCUMENT_DIFFERS:
      'The digest of your file is not the one on the ledger: it is another file, or it has been altered.',
    NO_DIGEST: 'This record holds no digest of a file, so no file can be compared.',
    PROOF_MALFORMED: 'The proof cannot be read: incomplete, altered, or not one of our proofs.',
    RECORD_MALFORMED: 'The record in the proof does not have the right form.',
    PAPER_DIFFERS: 'A paper that the proof shows is not in the record’s list of papers.',
    OPENING_DIFFERS: 'What the proof discloses does not match the record.',
    LEAF_MALFORMED: 'The behaviour in the proof does not have the right form.',
    PATH_MALFORMED: 'The path through the ledger in the proof does not have the right form.',
    PATH_DIFFERS: 'By the proof’s own path, the record is not in the ledger it names.',
    BATCH_MALFORMED: 'The batch in the proof does not have the right form.',
    BATCH_DIFFERS:
      'By the proof’s own path, the behaviour is not in the batch it names, or the batch is another court’s.',
    CHECKPOINT_MALFORMED:
      'The signed head of the ledger in the proof does not have the right form.',
    ORIGIN_DIFFERS: 'The signed head belongs to another ledger.',
    COSIGNATURE_INVALID: 'A court’s signature does not hold, or its signer is not a member.',
    COSIGNATURE_TWICE: 'The signature of one court stands twice.',
    COSIGNATURES_TOO_FEW: 'Fewer than {k} member courts have signed.',
    SUPPORT_MALFORMED: 'A related record in the proof does not have the right form.',
    SUPPORT_UNPROVEN: 'A related record in the proof is not in the ledger.',
    SUPPORT_UNREFERRED: 'The proof brings a record that is not related.',
    REFERENCE_DIFFERS: 'The related records do not agree with each other.',
    KEY_OUTSIDE_LIFE: 'The signing key was not in force at the time of signing.',
    SIGNATURE_INVALID: 'A signature does not match the registered key or what was signed.',
    TIME_MALFORMED: 'A time in the proof does not have the right form.',
    NOT_BEFORE_INVALID: 'The ground for “not signed before” does not hold.',
    LEDGER_MALFORMED: 'The ledger transaction in the proof does not have the right form.',
    GENESIS_DIFFERS: 'The first block in the proof is not that of this network.',
    CONFIG_INCOMPLETE: 'A configuration of the ledger is missing or out of order.',
    CHANNEL_DIFFERS: 'The transaction belongs to another ledger.',
    BLOCK_DIFFERS: 'The block in the proof is not the one the record names.',
    BLOCK_ILL_FORMED: 'The block’s transactions can be read in more than one way.',
    ORDERER_INVALID: 'An ordering node’s signature on a block does not hold.',
    ORDERERS_TOO_FEW: 'Too few ordering nodes signed a block.',
    TRANSACTION_DIFFERS:
      'The transaction’s own parts do not agree, or it is not of the record contract.',
    CREATOR_INVALID: 'The signature of the transaction’s submitter does not hold.',
    WRITE_DIFFERS: 'The transaction did not write this record.',
    ENDORSEMENT_INVALID: 'A court’s endorsement does not hold.',
    ENDORSEMENTS_TOO_FEW: 'Fewer than {k} member courts endorsed the transaction.',
    IDENTITY_FOREIGN: 'A certificate was not issued by a member court.',
    IDENTITY_ROLE: 'A certificate is for another role.',
    IDENTITY_REVOKED: 'A certificate had been revoked.',
    ANSWER_INVALID: 'A court node’s answer does not hold, or is about another block.',
    ANSWERS_DIFFER: 'The court nodes’ answers do not agree.',
    ANSWERS_TOO_FEW: 'Fewer than {k} court nodes answered.',
    TRANSACTION_REFUSED: 'The transaction stands in the block but did not take effect.',
  },
  verdict: {
    unalteredSinceRecorded: 'Unaltered since it was recorded',
    recorded: 'Only the ledger record was checked (no file given)',
    differs: 'Differs from the ledger record',
    cannotDecide: 'Cannot be decided now',
  },
  explanation: {
    unalteredSinceRecorded: 'As of {asOf}, the file matches the ledger record.',
    recorded: 'As of {asOf}, the ledger record is whole. To check the file itself, add the file.',
    differs:
      'The ledger record holds, but your file is not the one that was recorded. Scans, photos and re-saved copies differ too; that does not mean forgery.',
    cannotDecide:
      'The step “{stage}” did not hold, so nothing can be said. That does not mean forgery.',
  },
  notice:
    'Later withdrawals or corrections are not in this file. The check only tells whether anything changed after recording; whether the content was true before that is for the judge (Online Litigation Rules of the People’s Courts, arts. 16 to 18).',
  undecidedNotice:
    'A step that did not hold says nothing about the content. Get the proof and the trust file again, or ask the issuer or the hotline 12368.',
  duration: {
    before: 'minus ',
    days: '{n} d',
    hours: '{n} h',
    minutes: '{n} min',
    seconds: '{n} s',
  },
};
