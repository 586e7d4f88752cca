export { DeviceChoice } from "./device-choice";
export { DevicePicker } from "./device-picker";
export { useDevice, useDevices } from "./queries";
export { useChosenDevice } from "./use-chosen-device";
export { useDeviceName, useDeviceSubject, useDeviceWords } from "./use-device-words";
