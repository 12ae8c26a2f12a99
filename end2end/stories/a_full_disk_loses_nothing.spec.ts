// The browser gives Carnet no more room: the form says so and keeps what was typed; when there is room again it saves.
import { expect, test } from "../fixtures/house.ts";

/** Chromium remembers for half a minute how much room there was. */
const FORGETTING = 32_000;

test("a full device says so, keeps the form, and saves it once there is room", async ({ house }) => {
  const phone = await house.deviceOnARecord();
  await house.field.stop();

  const browser = await phone.context.newCDPSession(phone.page);
  const { origin } = new URL(phone.page.url());
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await phone.page.waitForTimeout(FORGETTING);
  await phone.page.getByRole("link", { name: "Modifier" }).click();
  await phone.write({ Ville: "Saint-Lunaire" });
  await phone.page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(phone.page.getByText("Cet appareil n’a plus de place")).toBeVisible();
  await expect(phone.field("Ville")).toHaveValue("Saint-Lunaire");
  await expect(phone.page.getByText("Enregistré sur cet appareil")).toBeHidden();

  // A lead whose form was made ready for the next comes back as it was, also to whoever has looked elsewhere since.
  const { page } = phone;
  const address = page.url();
  await page.goto(address.replace(/\/edit$/, ""));
  await phone.isAwake();
  const talk = page.getByRole("dialog", { name: "Noter un échange" });
  await page.getByRole("button", { name: "Noter un échange" }).first().click();
  await talk.getByRole("textbox").fill("Veut un devis avant Noël");
  await talk.getByRole("button", { name: "Intéressé", exact: true }).click();
  await expect(page.getByText("Cet appareil n’a plus de place")).toBeVisible();
  await expect(talk.getByRole("textbox")).toHaveValue("Veut un devis avant Noël");
  await page.goto("/capture");
  await phone.isAwake();
  const lead = page.getByLabel("Nom", { exact: true });
  const hot = page.getByRole("button", { name: "Chaud" });
  await lead.fill("Maïwenn Le Goff");
  await hot.click();
  await page.getByRole("button", { name: "Garder et suivant" }).click();
  await expect(page.getByText("Cet appareil n’a plus de place")).toBeVisible();
  await expect(lead).toHaveValue("Maïwenn Le Goff");
  await expect(hot).toHaveAttribute("aria-pressed", "true");
  // Whoever is typing the next one already keeps both.
  await page.getByRole("button", { name: "Garder et suivant" }).evaluate((button: HTMLButtonElement, next) => {
    button.click();
    const field = document.querySelector<HTMLInputElement>("#capture-name")!;
    field.value = next;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, "Yann Kerrien");
  const note = page.getByLabel("Note", { exact: true });
  await expect(note).toHaveValue("Maïwenn Le Goff");
  await expect(lead).toHaveValue("Yann Kerrien");
  await page.goto(address);
  await expect(phone.field("Ville")).toHaveValue("Saint-Lunaire");

  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  await phone.save();
  await page.goto("/capture");
  await expect(lead).toHaveValue("Yann Kerrien");
  await expect(note).toHaveValue("Maïwenn Le Goff");
  await expect(hot).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Garder et suivant" }).click();
  await expect(page.locator("[data-count]")).toHaveText("1");
  await page.goBack();
  await house.field.start();
  await phone.isUpToDate();
  await expect(phone.fact("Ville")).toHaveText("Saint-Lunaire");
});
