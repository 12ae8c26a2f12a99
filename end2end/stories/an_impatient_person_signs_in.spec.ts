// On a slow network the page is there before the app: what is typed meanwhile, by hand or by a password manager, counts.
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";

test("what was typed before the app woke up is not thrown away", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const phone = await house.blankDevice();
  let arrive = () => {};
  const slow = new Promise<void>((resolve) => (arrive = resolve));
  await phone.context.route("**/*.wasm*", async (route) => {
    await slow;
    await route.continue();
  });
  await phone.page.goto("/sign-in", { waitUntil: "commit" });
  await phone.page.getByLabel("E-mail").fill(seller.email);
  await phone.page.getByLabel("Mot de passe", { exact: true }).fill(seller.password);
  arrive();
  await phone.isAwake();
  await expect(phone.page.getByLabel("E-mail")).toHaveValue(seller.email);
  await phone.page.getByRole("button", { name: "Se connecter" }).click();
  await expect(phone.page).toHaveURL(/\/clients$/);
});
