export {
  type AdministratorHome,
  type CourtHome,
  type HomeView,
  type LitigantHome,
  readHome,
} from './home.ts';
