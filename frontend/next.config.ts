import path from "node:path";
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const here = path.dirname(fileURLToPath(import.meta.url));

const config: NextConfig = {
  output: "export",
  // With "export" the finished pages land in distDir itself.
  distDir: "out",
  trailingSlash: true,
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Without it a lockfile in a parent folder would move the project's root.
  turbopack: { root: here },
};

export default createNextIntlPlugin("./src/i18n/request.ts")(config);
