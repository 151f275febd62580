import { ApiProblem } from './problem.ts';

/**
 * Sends a form with progress; fetch reports none while uploading.
 * Throws `ApiProblem` for a refusal and an `AbortError` when cancelled.
 */
export function upload<T>(
  url: string,
  form: FormData,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<T> {
  const request = new XMLHttpRequest();
  request.open('POST', url);
  request.responseType = 'json';
  request.setRequestHeader('x-cunzheng-csrf', '1');
  request.setRequestHeader('accept-language', document.documentElement.lang);
  request.upload.onprogress = (event) =>
    onProgress(event.lengthComputable ? event.loaded / event.total : 0);
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => request.abort());
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    request.onerror = () => reject(new ApiProblem(0, { code: 'NETWORK' }));
    request.onload = () =>
      request.status < 300
        ? resolve(request.response as T)
        : reject(new ApiProblem(request.status, request.response ?? undefined));
    request.send(form);
  });
}
