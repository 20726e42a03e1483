// Runs workerd for exactly as long as the program that started this one lives: that program holds
// the other end of stdin, which the system closes however it ends. State is safe on disk at any
// moment, so there is nothing to wait for.
import { spawn } from "node:child_process";
import workerd from "workerd";

const child = spawn(workerd.default, process.argv.slice(2), { stdio: ["ignore", 2, 2] });
child.on("error", (error) => {
  console.error(`workerd cannot be started: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code) => process.exit(code ?? 1));

const end = () => child.kill("SIGKILL");
process.stdin.on("end", end).on("error", end).resume();
process.on("SIGTERM", end);
process.on("SIGHUP", end);
// Ctrl-C reaches every process of the terminal; the end of stdin follows.
process.on("SIGINT", () => {});
