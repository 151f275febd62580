import { type ContainerRuntimeClient, getContainerRuntimeClient } from 'testcontainers';

/** The container engine that answers, `DOCKER_HOST` before those in their usual places; undefined when none does. */
export function findEngine(
  environment: NodeJS.ProcessEnv,
): Promise<ContainerRuntimeClient | undefined> {
  // Otherwise it is guessed, and inside a container asked of an image from a registry; ours are published here only.
  environment.TESTCONTAINERS_HOST_OVERRIDE ??= '127.0.0.1';
  return getContainerRuntimeClient().catch(() => undefined);
}

export const NO_ENGINE = 'no container engine answers: start one, or set DOCKER_HOST';
