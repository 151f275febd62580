export {
  COURTS_PAGE,
  type CourtEntry,
  type CourtSearch,
  type Region,
  readCourtEntry,
  readRegions,
  searchCourts,
} from './directory.ts';
export {
  applyListing,
  LISTING_FAULTS,
  type Listing,
  type ListingFault,
  type ListingLine,
  MAX_LISTED,
  previewListing,
} from './listing.ts';
export { approveCourt, listSetups, proposeCourt, type SetupView, settleSetups } from './set-up.ts';
