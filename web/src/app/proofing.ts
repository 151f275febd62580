import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { api, body } from '../api-client/client.ts';
import { ApiProblem } from '../api-client/problem.ts';
import type { Proofing } from '../api-client/views.ts';
import { helpingHeader, helpingPass } from './helping.ts';

/** Of the person himself, or of whom he helps on this page. */
const keyNow = () => ['proofing', helpingPass() ?? 'mine'];
/** While a clerk looks, or a portrait has no result yet. */
const WAITING_MS = 5_000;

/** Where I stand between 未认证 and 已认证. */
export function useProofing(enabled = true) {
  useLocation();
  return useQuery({
    queryKey: keyNow(),
    enabled,
    queryFn: (): Promise<Proofing> => body(api.GET('/api/v1/proofing')),
    refetchInterval: ({ state }) =>
      state.data?.step === 'review' || state.data?.portraitPending ? WAITING_MS : false,
  });
}

/** Does one step; what it answers is where I stand then. */
export function useStep<Said>(act: (said: Said) => Promise<Proofing>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (proofing) => {
      client.setQueryData(keyNow(), proofing);
      if (proofing.step === 'done') void client.invalidateQueries({ queryKey: ['me'] });
    },
  });
}

const LONG_SIDE = 1800;
const QUALITY = 0.86;

/** Sends a photograph, made smaller on the device and turned as the camera was held. Throws `ApiProblem`. */
export async function sendPhoto(path: string, file: File, header = {}): Promise<Proofing> {
  const picture = await smaller(file);
  const response = await fetch(path, {
    method: 'PUT',
    headers: {
      'content-type': picture.type,
      'x-cunzheng-csrf': '1',
      'accept-language': document.documentElement.lang,
      ...helpingHeader(),
      ...header,
    },
    body: picture,
  }).catch(() => {
    throw new ApiProblem(0, { code: 'NETWORK' });
  });
  const answer = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiProblem(response.status, answer);
  return answer as Proofing;
}

/** A picture that this browser cannot read goes as it is; the server says whether it takes it. */
async function smaller(file: File): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', QUALITY);
    });
    return blob ?? file;
  } catch {
    return file;
  }
}
