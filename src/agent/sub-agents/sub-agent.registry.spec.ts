import { describe, expect, it } from '@jest/globals';
import { AnySubAgent } from '../../../test/support/any.sub-agent.ts';
import { SubAgentRegistry } from './sub-agent.registry.ts';

const registryOf = (...options: ConstructorParameters<typeof AnySubAgent>[1][]): SubAgentRegistry =>
  new SubAgentRegistry(options.map((each) => new AnySubAgent(undefined, each)));

describe('the registry of sub-agents', () => {
  it('serves them by name, and lists them by name whatever the order', () => {
    const registry = registryOf({ name: 'poet' }, { name: 'cook' });
    expect(registry.list().map(({ name }) => name)).toEqual(['cook', 'poet']);
    expect(registry.find('poet')?.name).toBe('poet');
    expect(registry.find('chip')).toBeUndefined();
  });

  it.each([
    [[{ name: 'poet' }, { name: 'poet' }], /"poet" is registered twice; give one of them another name/],
    [[{ name: 'chip' }], /"chip": a name is .* and not "chip"/],
    [[{ name: 'The Poet' }], /"The Poet": a name is lower case/],
    [[{ name: 'p'.repeat(33) }], /at most 32/],
    [[{ specialization: ' ' }], /"poet": say in its specialization what it is for/],
  ])('refuses %j at the start', (options, problem) => {
    expect(() => registryOf(...options)).toThrow(problem);
  });
});
