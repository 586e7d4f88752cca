export { DevicePicker } from "./device-picker";
export { useChosenDevice } from "./use-chosen-device";
export { useDeviceName, useDeviceSubject } from "./use-device-words";
