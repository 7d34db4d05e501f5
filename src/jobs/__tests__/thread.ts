/** A job thread for tests: what it does stands in the one node of its graph. */
import { runTaskOfThread } from '../run-task-of-thread';

type Node = { process_id: string };

void runTaskOfThread(async (task, context, setup) => {
  const [nodeId, node] = Object.entries(task.process.process_graph as Record<string, Node>)[0];
  context.log('info', `Hello from ${String(setup)}.`, nodeId);
  context.progress(0.25);
  if (node.process_id === 'fail') {
    throw Object.assign(new Error('No such label.'), { code: 'LabelNotAvailable', nodeId });
  }
  if (node.process_id === 'die') {
    process.exit(3);
  }
  if (node.process_id === 'throw-later') {
    setTimeout(() => {
      throw new Error('out of nowhere');
    });
    await new Promise(() => undefined);
  }
  if (node.process_id === 'busy') {
    // Never gives way: only the shared flag is seen.
    for (;;) {
      context.cancellation.throwIfCancelled();
    }
  }
  if (node.process_id === 'stuck') {
    for (;;) {
      Math.random();
    }
  }
  return 42;
});
