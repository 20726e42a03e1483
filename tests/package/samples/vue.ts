import { define } from "statuslamp/vue";
import { defineComponent, h, type GlobalComponents } from "vue";

define({ hosts: "https://status.example.com" });

type Props = InstanceType<GlobalComponents["statuslamp-banner"]>["$props"];
export const props: Props = { page: "noterro", theme: "dark", onStatuslampShow: ({ detail }) => console.log(detail.events) };
// @ts-expect-error: no such theme.
export const wrong: Props = { page: "noterro", theme: "sepia" };

export default defineComponent({
  props: { page: { type: String, required: true } },
  setup: ({ page }) => () => h("statuslamp-banner", { page, position: "inline" }),
});
