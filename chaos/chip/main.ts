/** The built server as the chaos runs it: nothing changed but Loop's clock. */
import './scaled.ts';
import { startBuilt } from './built.ts';

await startBuilt();
