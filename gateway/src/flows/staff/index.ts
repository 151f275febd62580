export { endAbsence, noteAbsence } from './absences.ts';
export { CHANGES, type Change, leafOf, type OfficeLeaf } from './changes.ts';
export {
  type FirstAdministrator,
  inviteFirstAdministrator,
} from './first-administrator.ts';
export { type ChangeView, endOffice, giveOffice, listChanges, type NewOffice } from './offices.ts';
export {
  type AbsenceView,
  type Added,
  addColleague,
  listStaff,
  type NewColleague,
  readStaff,
  resetSignIn,
  STAFF_PAGE,
  STAFF_STATES,
  type StaffSearch,
  type StaffState,
  type StaffView,
} from './people.ts';
export {
  applyPeople,
  MAX_PEOPLE,
  PEOPLE_FAULTS,
  type PeopleFault,
  type PeopleFile,
  type PeopleLine,
  type PeopleTaken,
  previewPeople,
  ROLE_WORDS,
} from './people-file.ts';
export {
  endTeam,
  listTeams,
  makeTeam,
  TEAM_SEATS,
  type TeamMember,
  type TeamSeat,
  type TeamView,
  teamsOn,
} from './teams.ts';
export { beginningOf, endOf, isDay } from './words.ts';
