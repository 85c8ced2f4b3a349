// One call after another, as a first script does it: look up the user, the contact and its Opportunity, then create the Event.
import { connection, eventOf, literal, mails, marker, measure, operator } from './common.mjs';

await measure(async () => {
  let events = 0;
  for (const mail of mails) {
    const user = (await connection.query(`SELECT Id FROM User WHERE IsActive = true AND Email = ${literal(operator)} LIMIT 1`)).records[0];
    const contact = (await connection.query(`SELECT Id FROM Contact WHERE Email = ${literal(mail.to)} ORDER BY CreatedDate LIMIT 1`)).records[0];
    const role = contact && (await connection.query(
      `SELECT OpportunityId FROM OpportunityContactRole WHERE ContactId = '${contact.Id}' AND Opportunity.IsClosed = false LIMIT 1`)).records[0];
    const result = await connection.sobject('Event').upsert(eventOf(mail, user?.Id, contact?.Id, role?.OpportunityId), marker);
    events += result.success ? 1 : 0;
  }
  return events;
});
