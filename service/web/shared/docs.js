// The interface as openapi.json describes it, one fold a route.

import { get } from "./api.js";
import { byId, el } from "./dom.js";

const METHODS = ["get", "post", "put", "delete"];

function routeOf(path, method, route) {
  const body = route.requestBody?.content?.["application/json"]?.schema;
  const parts = [
    (route.parameters ?? []).map((part) => el("p", {}, el("code", {}, part.name), ` ${part.in === "path" ? "路径" : "查询"}，${part.schema?.type ?? ""}`)),
    body && el("pre", { tabindex: "0" }, JSON.stringify(body, null, 2)),
    el("p", {}, `成功时：${Object.keys(route.responses).filter((status) => status < "300").join("、")}`),
  ];
  return el(
    "details",
    { class: "route" },
    el("summary", {}, el("span", { class: "method" }, method.toUpperCase()), el("code", {}, path), el("span", { class: "says" }, route.summary ?? route.description)),
    el("div", { class: "route-parts" }, parts),
  );
}

try {
  const { paths } = await get("/openapi.json");
  byId("routes").replaceChildren(...Object.entries(paths).flatMap(([path, routes]) =>
    METHODS.filter((method) => routes[method]).map((method) => routeOf(path, method, routes[method]))));
} catch (error) {
  byId("routes").textContent = error.message;
}
