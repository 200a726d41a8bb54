"use strict";
// Shared by all pages: the data, and elements that are filled with text, never with markup.
const DATA = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";

function make(tag, options = {}, ...children) {
  const { text, on, style, ...attributes } = options;
  const node = document.createElement(tag);
  return fill(node, { text, on, style, attributes }, children);
}

function draw(tag, options = {}, ...children) {
  const { text, on, style, ...attributes } = options;
  const node = document.createElementNS(SVG, tag);
  return fill(node, { text, on, style, attributes }, children);
}

function fill(node, { text, on = {}, style = {}, attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
  }
  for (const [name, value] of Object.entries(style)) node.style.setProperty(name, value);
  for (const [name, action] of Object.entries(on)) node.addEventListener(name, action);
  if (text !== undefined) node.textContent = text;
  for (const child of children.flat(Infinity)) if (child) node.append(child);
  return node;
}

function put(place, ...children) {
  place.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

function fixed(value, digits = 2) {
  return value === null || value === undefined ? "–" : Number(value).toFixed(digits);
}
