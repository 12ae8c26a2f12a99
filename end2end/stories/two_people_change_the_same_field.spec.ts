// Two people change the same field of the same client without seeing each other: nothing is lost, both are told, and one
// tap puts the other value back.
import { KNOWN } from "../fixtures/book.mjs";
import { DATABASES, expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";
import { said } from "../fixtures/device.ts";

const name = `${KNOWN.zoe.first} ${KNOWN.zoe.last}`;
const [OF_SELLER, OF_MANAGER] = ["https://zinguerie-du-port.example", "https://zinguerie-de-la-rade.example"];

for (const database of DATABASES) {
  test.describe(database, () => {
    test.use({ database });

    test("both values are kept, both people see the conflict, one tap restores", async ({ house }) => {
      const [seller, manager] = [SELLER(), MANAGER()];
      await house.letIn(seller, manager);
      await house.importBook(50);
      const phone = await house.device(seller, house.field);
      await phone.isReadyForTheField();
      const office = await house.device(manager, house.office);
      await office.isReadyForTheField();
      const record = await phone.openClient(name);
      await office.openClient(name);

      // The salesperson is out of reach; the office changes the field meanwhile, and is sent first.
      await phone.context.setOffline(true);
      await phone.edit({ "Site web": OF_SELLER });
      await phone.strips("1 modification sur cet appareil");
      await office.edit({ "Site web": OF_MANAGER });
      await office.isUpToDate();
      await phone.context.setOffline(false);

      for (const device of [phone, office]) {
        await device.strips("1 conflit", 15_000);
        await device.page.goto(record);
        const conflict = device.page.getByRole("region", { name: said("Deux personnes ont changé « Site web »") });
        await expect(conflict).toContainText(OF_SELLER);
        await expect(conflict).toContainText(OF_MANAGER);
        await expect(conflict).toContainText(seller.name);
        await expect(conflict).toContainText(manager.name);
      }

      const standing = await office.fact("Site web").innerText();
      const other = standing.includes(OF_SELLER) ? OF_MANAGER : OF_SELLER;
      await office.page.getByRole("button", { name: "Garder l’autre valeur" }).click();
      await expect(office.fact("Site web")).toContainText(other);
      await office.isUpToDate();
      await phone.isUpToDate();
      await expect(phone.fact("Site web")).toContainText(other);
      await expect(phone.page.getByRole("button", { name: "Garder l’autre valeur" })).toHaveCount(0);
    });
  });
}
