import { afterAll, beforeAll } from '@jest/globals';
import { SupabaseProject } from './supabase.project.ts';

/** One project for all tests of a file: started before the first, removed after the last. */
export function projectForFile(options?: Parameters<typeof SupabaseProject.start>[0]): () => SupabaseProject {
  let project: SupabaseProject | undefined;
  beforeAll(async () => {
    project = await SupabaseProject.start(options);
  });
  afterAll(() => project?.stop());
  return () => {
    if (!project) throw new Error('the project has not started');
    return project;
  };
}
