import { contextBridge } from 'electron';
import { createDesktopApi } from './desktop-api.ts';
import { forwardEnginePorts } from './engine-port.ts';

forwardEnginePorts();
contextBridge.exposeInMainWorld('millrace', createDesktopApi());
