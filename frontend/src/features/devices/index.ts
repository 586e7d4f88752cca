export { DeviceChoice } from "./device-choice";
export { DevicePicker } from "./device-picker";
export { useDevice } from "./queries";
export { useChosenDevice } from "./use-chosen-device";
export { useDeviceName, useDeviceSubject } from "./use-device-words";
