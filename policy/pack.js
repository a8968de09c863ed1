import { flushCompileCache } from "node:module";
import { setImmediate } from "node:timers";
import "./prepare.ts";
import "./index.ts";

// The engine kills the pack when it is done: compiled code is kept now or never, where a cache is on.
setImmediate(flushCompileCache);
