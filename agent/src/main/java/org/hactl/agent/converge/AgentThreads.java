package org.hactl.agent.converge;

import org.hactl.linux.libc.RealtimeThread;

/** Makes the threads of {@link Core}. A simulation runs all of them in turn on one thread. */
public interface AgentThreads {
  /** Platform threads, because the work blocks in native calls. */
  AgentThreads PLATFORM =
      new AgentThreads() {
        @Override
        public Thread make(String name, Runnable work) {
          return Thread.ofPlatform().name(name).daemon(true).unstarted(work);
        }

        @Override
        public Thread makeUrgent(String name, int realtimePriority, Runnable work) {
          return make(
              name,
              () -> {
                var _ = RealtimeThread.request(realtimePriority);
                work.run();
              });
        }
      };

  /** A thread that is not started. */
  Thread make(String name, Runnable work);

  /** A thread that is not started, with a real-time priority where the system allows it. */
  Thread makeUrgent(String name, int realtimePriority, Runnable work);
}
