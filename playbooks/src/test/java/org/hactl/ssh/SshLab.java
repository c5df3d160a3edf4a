package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An OpenSSH server on loopback, and the home of the user who connects to it. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
abstract class SshLab {
  static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  Sshd sshd;
  Path home;

  @BeforeEach
  void start() throws Exception {
    sshd = Sshd.start(folder.resolve("sshd"));
    home = folder.resolve("home");
  }

  @AfterEach
  void stop() throws Exception {
    sshd.close();
  }

  static SshException failureOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    SshException e = catchThrowableOfType(SshException.class, call);
    assertThat(e).as("the call was to fail").isNotNull();
    return e;
  }
}
