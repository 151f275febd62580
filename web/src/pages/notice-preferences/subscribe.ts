/** What the API wants to know of a browser. */
export interface BrowserSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** Asks for permission and subscribes this browser; says why not where it cannot. */
export async function subscribeBrowser(
  publicKey: string,
): Promise<BrowserSubscription | 'denied' | 'unsupported'> {
  const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!able) return 'unsupported';
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  await navigator.serviceWorker.register('/notices-worker.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  try {
    const made = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: publicKey,
    });
    const { keys = {} } = made.toJSON();
    return { endpoint: made.endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' };
  } catch {
    // No push service can be reached from here, as in WeChat's browser.
    return 'unsupported';
  }
}
