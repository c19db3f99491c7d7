import { config } from 'zod';

// The page's policy allows no code from text, which zod would otherwise try as soon as a schema is made:
// this file must come before all others that bring schemas.
config({ jitless: true });
