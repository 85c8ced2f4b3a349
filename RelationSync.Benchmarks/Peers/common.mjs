// What both scripts share: the mails, the connection, the Event of a mail, and the figures.
import { readFileSync } from 'node:fs';
import jsforce from 'jsforce';

export const marker = 'RelationSync_ActionId__c';
export const { login_url, access_token, operator, mails } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
export const connection = new jsforce.Connection({ instanceUrl: login_url, accessToken: access_token, version: '67.0', maxRequest: 10 });
export const literal = text => `'${text.replace(/[\\']/g, c => `\\${c}`)}'`;

export const eventOf = (mail, owner, contact, opportunity) => ({
  [marker]: mail.id,
  Subject: `【メール】${mail.subject}`.slice(0, 255),
  OwnerId: owner,
  StartDateTime: mail.at,
  EndDateTime: mail.at,
  Type: 'メール',
  Description: mail.body.split(/\r\n|\r|\n/).slice(0, 50).join('\n'),
  ShowAs: 'Free',
  IsReminderSet: false,
  ...(contact && { WhoId: contact }),
  ...(opportunity && { WhatId: opportunity }),
});

// Prints seconds, seconds of processor and Events of the work, without the loading of node and jsforce.
export async function measure(work) {
  const [began, processor] = [process.hrtime.bigint(), process.cpuUsage()];
  const events = await work();
  const { user, system } = process.cpuUsage(processor);
  console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - began) / 1e9, processor: (user + system) / 1e6, events }));
}
