export const zh = { product: '存证' };
export const en: typeof zh = { product: 'Cunzheng' };
