export { type Connection, type LiveSocket, openLiveSocket } from "./live-socket";
