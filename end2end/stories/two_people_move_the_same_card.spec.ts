// Two people move the same card of the board without seeing each other: its stage and its probability stay one pair, both
// are told, and one tap puts the other stage back.
import { expect, test } from "../fixtures/house.ts";
import { said } from "../fixtures/device.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

test("M3 · two people move the same card, and nobody's stage is lost", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  const phone = await house.device(seller, house.field);
  await phone.isReadyForTheField();
  await phone.page.goto("/opportunities/new");
  await phone.write({ Nom: "Toiture de la mairie", Montant: "10 000" });
  await phone.save();
  await phone.isUpToDate();
  const office = await house.device(manager, house.office);
  await office.isReadyForTheField();

  const move = async (device: typeof phone, stage: string) => {
    await device.page.goto("/opportunities");
    await device.page.getByRole("button", { name: "Déplacer Toiture de la mairie" }).click();
    await device.page.getByRole("dialog").getByRole("button", { name: stage }).click();
    await expect(device.page.locator("section.lane", { hasText: stage }).locator(".board-card")).toHaveCount(1);
  };
  await phone.context.setOffline(true);
  await move(phone, "Négociation");
  await move(office, "Proposition");
  await office.isUpToDate();
  await phone.context.setOffline(false);

  for (const device of [phone, office]) {
    await device.strips("1 conflit", 15_000);
    await device.page.goto("/opportunities");
    await device.page.getByRole("link", { name: "Toiture de la mairie" }).click();
    const conflict = device.page.getByRole("region", { name: /Deux personnes ont changé/ });
    for (const words of ["Négociation", "Proposition", seller.name, manager.name]) await expect(conflict).toContainText(words);
  }
  const pairs: Record<string, string> = { "Négociation": "75", Proposition: "50" };
  const standing = await office.fact("Étape").innerText();
  expect(await office.fact(String.raw`Probabilité \(%\)`).innerText(), "a pair from one hand").toBe(pairs[standing]);
  const other = standing === "Proposition" ? "Négociation" : "Proposition";
  await office.page.getByRole("button", { name: "Garder l’autre valeur" }).first().click();
  await expect(office.fact("Étape")).toHaveText(other);
  await expect(office.fact(String.raw`Probabilité \(%\)`)).toHaveText(said(pairs[other] ?? ""));
  await office.isUpToDate();
  await expect(phone.fact("Étape")).toHaveText(other);
});
