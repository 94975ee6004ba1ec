import { spawnSync } from 'node:child_process';

/** Ids of running processes that another one has started and whose command line has a word in it. */
export function childrenOf(pid: number, word: string): number[] {
  return spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='])
    .stdout.toString()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+([^\sZ]\S*)\s+(.*)$/.exec(line))
    .filter((found) => Number(found?.[2]) === pid && found?.[4]?.includes(word))
    .map((found) => Number(found?.[1]));
}
