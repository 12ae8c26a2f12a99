// An opportunity goes over the board by mouse and by menu until it is won or lost, and the sums of the lanes follow.
import { said } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";
import { lane, opensTheBoard, ROOF } from "../fixtures/sales.ts";

test("M3 · an opportunity is moved by mouse and by menu, won, and the sums follow", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller);
  await device.isReadyForTheField();
  const { page } = device;
  const card = await opensTheBoard(device);
  await expect(lane(page, "Qualification").locator(".board-card")).toHaveCount(1);
  const [from, to] = [await card.boundingBox(), await lane(page, "Négociation").boundingBox()];
  if (!from || !to) throw new Error("no card, or no lane");
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + 60, { steps: 8 });
  await page.mouse.up();
  await expect(lane(page, "Négociation").locator(".board-card")).toHaveCount(1);
  await expect(lane(page, "Négociation")).toContainText(said("7 500,00 €"));
  await page.getByRole("button", { name: `Déplacer ${ROOF}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Gagnée" }).click();
  await expect(lane(page, "Gagnée").locator(".board-card")).toHaveCount(1);
  await page.locator(".toast", { hasText: "Gagnée" }).getByRole("button", { name: "Annuler" }).click();
  await expect(lane(page, "Négociation").locator(".board-card")).toHaveCount(1);
  await page.getByRole("button", { name: `Déplacer ${ROOF}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Perdue" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Prix" }).click();
  await expect(lane(page, "Perdue").locator(".board-card")).toHaveCount(1);
});
