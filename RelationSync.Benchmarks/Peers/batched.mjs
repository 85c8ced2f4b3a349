// A good script: a thousand mails are looked up in one Composite, written 200 a call, five calls at a time.
import { connection, eventOf, literal, mails, marker, measure, operator } from './common.mjs';

const lookUpSize = 1000, writeSize = 200, atOnce = 5;
const path = '/services/data/v67.0';
const chunks = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
const query = (soql, referenceId) => ({ method: 'GET', url: `${path}/query?q=${encodeURIComponent(soql)}`, referenceId });

async function everyRow(answer) {
  const rows = [...answer.records];
  while (!answer.done) {
    answer = await connection.queryMore(answer.nextRecordsUrl);
    rows.push(...answer.records);
  }
  return rows;
}

async function lookUp(chunk) {
  const addresses = [...new Set(chunk.map(m => m.to))].map(literal).join(',');
  const { compositeResponse } = await connection.requestPost(`${path}/composite`, {
    allOrNone: false,
    collateSubrequests: false,
    compositeRequest: [
      query(`SELECT Id, Email FROM Contact WHERE Email IN (${addresses}) ORDER BY CreatedDate DESC`, 'contacts'),
      query(`SELECT ContactId, OpportunityId FROM OpportunityContactRole WHERE Contact.Email IN (${addresses}) AND Opportunity.IsClosed = false`, 'roles'),
    ],
  });
  const [contacts, roles] = await Promise.all(compositeResponse.map(r => everyRow(r.body)));
  return [new Map(contacts.map(c => [c.Email, c.Id])), new Map(roles.map(r => [r.ContactId, r.OpportunityId]))];
}

await measure(async () => {
  const owner = (await connection.query(`SELECT Id FROM User WHERE IsActive = true AND Email = ${literal(operator)}`)).records[0]?.Id;
  const waiting = chunks(mails, lookUpSize), ready = [];
  let events = 0, lookingUp = 0;
  async function work() {
    while (true) {
      const records = ready.shift();
      if (records) {
        const results = await connection.sobject('Event').upsert(records, marker);
        events += results.filter(r => r.success).length;
      } else if (waiting.length > 0) {
        const chunk = waiting.shift();
        lookingUp++;
        const [contacts, roles] = await lookUp(chunk);
        ready.push(...chunks(chunk.map(m => eventOf(m, owner, contacts.get(m.to), roles.get(contacts.get(m.to)))), writeSize));
        lookingUp--;
      } else if (lookingUp > 0) {
        await new Promise(resolve => setTimeout(resolve, 5));
      } else {
        return;
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return events;
});
