// The board under a finger: a card that is held comes along and is dropped on the name of a lane, without a network.
import { PHONE } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";
import { opensTheBoard } from "../fixtures/sales.ts";

test("M3 · a card is moved by a finger that holds it, without a network", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller, house.field, PHONE);
  await device.isReadyForTheField();
  const { page } = device;
  const card = await opensTheBoard(device);
  await device.context.setOffline(true);
  const tab = page.locator(".lane-tabs [data-lane]", { hasText: "Analyse" });
  const [from, to] = [await card.boundingBox(), await tab.boundingBox()];
  if (!from || !to) throw new Error("no card, or no tab");
  const touch = await device.context.newCDPSession(page);
  const at = (box: { x: number; y: number }) => [{ x: box.x + 20, y: box.y + 15 }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(from) });
  await expect(page.locator(".ghost")).toBeVisible();
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at({ x: from.x, y: from.y - 20 }) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(to) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(tab.locator(".numbers")).toHaveText("1");
});
