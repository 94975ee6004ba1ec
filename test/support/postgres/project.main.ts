/**
 * A Supabase project in a process of its own, so that its gateway takes no time from whoever measures. Prints one JSON
 * line with what is needed to use it, and ends with its stdin.
 */
import { SupabaseProject } from './supabase.project.ts';

const project = await SupabaseProject.start({ durable: true });
process.stdout.write(`${JSON.stringify({ env: project.env(), database: project.cluster.url() })}\n`);
process.stdin.on('end', () => void project.stop().then(() => process.exit(0)));
process.stdin.resume();
