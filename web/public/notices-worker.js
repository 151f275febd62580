/** Shows notices while no page is open; a click opens the notice. Nothing else is taken over, nothing is kept. */
self.addEventListener('push', (event) => {
  const { title, text, link, tag } = event.data?.json() ?? {};
  if (typeof title !== 'string') return;
  const shown = { body: text, tag, icon: '/icon.svg', data: { link } };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const link = new URL(event.notification.data?.link ?? '/notices', self.location.origin);
  // Only pages of this site, whatever a message says.
  const path = link.origin === self.location.origin ? link.href : '/notices';
  event.waitUntil(self.clients.openWindow(path));
});
