package org.hactl.agent.converge.role;

import java.io.IOException;

/** Another program, such as keepalived, whose virtual routers an apply takes over. */
public interface Predecessor {
  /** No program; it cannot be taken over from. */
  Predecessor NONE =
      new Predecessor() {
        @Override
        public void freeze(String service) throws IOException {
          throw new IOException("this agent cannot take over from " + service);
        }

        @Override
        public void end(String service) {}

        @Override
        public void comeBack() {}

        @Override
        public void forget() {}
      };

  /**
   * Notes how the service runs, and stops the execution of its processes. It then sends nothing,
   * and what it has put into the kernel stays.
   *
   * @throws IOException if it does not run or cannot be stopped
   */
  void freeze(String service) throws IOException;

  /**
   * Ends a frozen service without a chance to clean up, and disables it.
   *
   * @throws IOException if it goes on running, or stays enabled
   */
  void end(String service) throws IOException;

  /**
   * Enables and starts the service as it was, if {@link #freeze} noted one since {@link #forget}.
   *
   * @throws IOException if it cannot be started
   */
  void comeBack() throws IOException;

  /** From now on {@link #comeBack} starts nothing. */
  void forget();
}
