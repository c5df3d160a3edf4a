package org.hactl.linux.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a test body in a network namespace of its own, which goes away with the thread and all that
 * it started. Child processes of the thread are in it too.
 */
public final class NetworkNamespace {
  private static final int CLONE_NEWNET = 0x4000_0000;

  static {
    Native.register(NetworkNamespace.class, "c");
  }

  private NetworkNamespace() {}

  static native int unshare(int flags) throws LastErrorException;

  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  public static void run(Body body) throws Exception {
    Callable<Boolean> inside =
        () -> {
          unshare(CLONE_NEWNET);
          body.run();
          return true;
        };
    FutureTask<Boolean> task = new FutureTask<>(inside);
    Thread thread = new Thread(task, "namespace");
    thread.start();
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    }
  }

  /** Runs a tool in the namespace of the calling thread and returns what it printed. */
  public static String tool(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
    return output;
  }
}
