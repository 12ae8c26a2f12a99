// What is due finds its person outside of the pages (G21): a switch for this device, and a calendar address that works
// in any calendar until it is changed or closed.
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";

test("G21 · the calendar address of a salesperson works until it is changed, and closes", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  await plan(house.field, seller);
  const phone = await house.device(seller, house.field, { viewport: { width: 390, height: 844 } });
  await phone.page.goto("/settings");
  await phone.isAwake();
  await phone.page.getByRole("button", { name: "Créer l’adresse" }).click();
  const field = phone.page.getByLabel("Adresse de l’agenda");
  await expect(field).toHaveValue(/\/calendar\/[0-9a-f]{64}\.ics$/);
  const first = await field.inputValue();

  // A calendar program has no cookie.
  const feed = await fetch(first);
  expect(feed.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  const text = await feed.text();
  expect(text).toContain("BEGIN:VCALENDAR\r\n");
  expect(text).toContain("DTSTART:20260714T073000Z\r\n");
  expect(text).toContain("SUMMARY:Appeler · Odile Avant\r\n");
  expect(text).toContain("DESCRIPTION:Parler du devis\\, puis du délai\r\n");

  await phone.page.getByRole("button", { name: "Changer l’adresse" }).click();
  await expect(field).not.toHaveValue(first);
  const second = await field.inputValue();
  expect((await fetch(first)).status).toBe(404);
  expect((await fetch(second)).status).toBe(200);
  await phone.page.getByRole("button", { name: "Fermer", exact: true }).click();
  await expect(phone.page.getByRole("button", { name: "Créer l’adresse" })).toBeVisible();
  expect((await fetch(second)).status).toBe(404);
});

test("G21 · the switch of this device tells the truth when the browser refuses", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  await phone.page.goto("/settings");
  await phone.isAwake();
  const notify = phone.page.getByRole("switch", { name: "Me prévenir sur cet appareil" });
  await expect(notify).toHaveAttribute("aria-checked", "false");
  if (await notify.isEnabled()) {
    await notify.click();
    await expect(phone.page.getByText("Le navigateur a refusé.", { exact: false })).toBeVisible();
    await expect(notify).toHaveAttribute("aria-checked", "false");
  } else {
    await expect(phone.page.getByText("Ce navigateur ne reçoit pas d’alertes.", { exact: false })).toBeVisible();
  }
  // Without --smtp-url nobody is promised an e-mail.
  await expect(phone.page.getByRole("switch", { name: "M’écrire chaque matin" })).toHaveCount(0);
});

/** A client and a follow-up of theirs, as this person's device would send them. */
const plan = async (server: import("../fixtures/server.mjs").Server, seller: import("../fixtures/people.mjs").Account) => {
  const [client, followUp] = [crypto.randomUUID(), crypto.randomUUID()];
  const edits = (values: Record<string, string>) => Object.entries(values).map(([field, to]) => ({ field, from: null, to }));
  const change = (kind: string, record: string, values: Record<string, string>) => ({ kind, record, seen: 0, edits: edits(values) });
  const act = (n: number, changes: object[]) => ({
    id: crypto.randomUUID(), n, act: "create", version: 1, made_at: Date.now(), changes,
  });
  const mutations = [
    act(1, [change("client", client, {
      first_name: "Odile", last_name: "Avant", email: "odile@avant.example", status: "prospect", assignee: seller.id,
    })]),
    act(2, [change("follow_up", followUp, {
      deed: "call", due: "2026-07-14", time: "09:30", client, assignee: seller.id, note: "Parler du devis, puis du délai",
    })]),
  ];
  const push = { device: crypto.randomUUID(), label: "Story", epoch: null, mutations };
  const answer = await seller.send(server, "/api/v1/push", JSON.stringify(push));
  const stored = await answer.json();
  expect(stored.stored?.notes, JSON.stringify(stored)).toEqual([]);
};
