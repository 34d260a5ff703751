import type { PolicyStore, Publication, StoredPolicy } from './store.ts';

/**
 * Policies in this process's memory; lost on restart.
 *
 * @param onPublish told of each publication, for an audit
 */
export function memoryPolicyStore(onPublish?: (publication: Publication) => unknown): PolicyStore {
  const policies = new Map<string, StoredPolicy>();
  return {
    async list() {
      return [...policies.values()];
    },
    async add(policy) {
      if (!policies.has(policy.revision)) policies.set(policy.revision, { ...policy, state: 'draft' });
    },
    async publish(decide) {
      const publication = decide([...policies.values()]);
      if (publication === null) return;
      for (const [revision, state] of Object.entries(publication.states)) {
        const policy = policies.get(revision);
        if (policy) policies.set(revision, { ...policy, state });
      }
      await onPublish?.(publication);
    },
  };
}
