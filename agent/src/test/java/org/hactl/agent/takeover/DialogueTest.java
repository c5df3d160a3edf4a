package org.hactl.agent.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hactl.agent.engines.EngineState;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.vrrp.model.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of the dialogue, on a socket. */
@Timeout(60)
class DialogueTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());
  private static final long HEIR = 4711;

  /** How long the old process takes to end. */
  private static final Duration LEAVING = Duration.ofMillis(100);

  private static final EngineState STATE = States.of(State.MASTER, Duration.ofSeconds(30));

  @TempDir private Path folder;
  private final FakeAgent old = new FakeAgent();
  private Path socket = Path.of("");
  private @Nullable TakeoverServer server;

  /** Writes down what it is asked to do. */
  private static final class FakeAgent implements Predecessor {
    final List<String> done = new CopyOnWriteArrayList<>();
    final Semaphore over = new Semaphore(0);
    Optional<String> refusal = Optional.empty();

    /** Counted down when the new process goes on. */
    final CountDownLatch heirGoesOn = new CountDownLatch(1);

    volatile boolean heirWaited;

    /** The step that fails because of a bug. */
    String broken = "";

    private void happens(String what) {
      done.add(what);
      if (what.equals(broken)) {
        throw new UnsupportedOperationException(what);
      }
    }

    @Override
    public Optional<String> standStill() {
      happens("stand still");
      return refusal;
    }

    @Override
    public EngineState freeze() {
      happens("freeze");
      return STATE;
    }

    @Override
    public void goOn() {
      done.add("go on");
      over.release();
    }

    @Override
    public void end(long pid) {
      happens("end " + pid);
    }

    @Override
    public void name(long pid) {
      done.add("name " + pid);
    }

    @Override
    public void leave() {
      done.add("leave");
      try {
        heirWaited = !heirGoesOn.await(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      over.release();
    }
  }

  @BeforeEach
  void open() throws IOException {
    socket = folder.resolve("takeover.sock");
    server = TakeoverServer.open(socket, MAPPER, old);
  }

  @AfterEach
  void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private List<String> done() throws InterruptedException {
    assertThat(old.over.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    return old.done;
  }

  private void takeOver(Successor.Agent agent) throws IOException {
    Successor.run(socket, MAPPER, HEIR, "image", agent);
  }

  /** Takes over, or fails when it is told to. */
  private record Heir(List<EngineState> got, boolean fails) implements Successor.Agent {
    @Override
    public void prepare() {}

    @Override
    public void takeOver(EngineState from) throws IOException {
      got.add(from);
      if (fails) {
        throw new IOException("the engines cannot run here");
      }
    }
  }

  @Test
  void everyPartOfTheStateArrives() throws Exception {
    List<EngineState> got = new CopyOnWriteArrayList<>();
    takeOver(new Heir(got, false));
    old.heirGoesOn.countDown();
    assertThat(got).containsExactly(STATE);
    assertThat(done()).containsExactly("stand still", "freeze", "name " + HEIR, "leave");
  }

  @Test
  void theNewProcessWaitsUntilTheOldOneHasEnded() throws Exception {
    takeOver(new Heir(new CopyOnWriteArrayList<>(), false));
    old.heirGoesOn.countDown();
    assertThat(done()).endsWith("leave");
    assertThat(old.heirWaited).isTrue();
  }

  @Test
  void aProcessThatCannotStartItsEnginesIsEnded() throws Exception {
    assertThatThrownBy(() -> takeOver(new Heir(new CopyOnWriteArrayList<>(), true)))
        .hasMessage("the engines cannot run here");
    assertThat(done()).containsExactly("stand still", "freeze", "end " + HEIR, "go on");
  }

  @Test
  void theHostDoesNotStandStillForEverAfterABug() throws Exception {
    for (String broken : List.of("stand still", "freeze")) {
      old.broken = broken;
      assertThatThrownBy(() -> takeOver(new Heir(new CopyOnWriteArrayList<>(), false)))
          .isInstanceOf(IOException.class);
      assertThat(done()).endsWith(broken, "end " + HEIR, "go on");
    }
    old.broken = "end " + HEIR;
    assertThatThrownBy(() -> takeOver(new Heir(new CopyOnWriteArrayList<>(), true)))
        .isInstanceOf(IOException.class);
    assertThat(done()).endsWith("freeze", "end " + HEIR, "go on");
  }

  @Test
  void anAgentThatIsBusyRefuses() throws Exception {
    old.refusal = Optional.of("an apply or a rollback is running");
    assertThatThrownBy(() -> takeOver(new Heir(new CopyOnWriteArrayList<>(), false)))
        .isInstanceOf(Successor.RefusedException.class)
        .hasMessage("an apply or a rollback is running");
    assertThat(old.done).containsExactly("stand still");
  }

  @Test
  void whereNoAgentListensNothingIsTakenOver() throws IOException {
    close();
    server = null;
    assertThatThrownBy(() -> takeOver(new Heir(new CopyOnWriteArrayList<>(), false)))
        .isInstanceOf(Successor.AbsentException.class);
  }

  @Test
  void aStopGoesOnFirst() throws Exception {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Wire wire = new Wire(channel, MAPPER)) {
      wire.write(new Message.Ask(Message.PROTOCOL, HEIR, "image"));
      assertThat(wire.read(Duration.ofSeconds(30))).isEqualTo(new Message.Quiet());
      close();
    }
    assertThat(done()).containsExactly("stand still", "end " + HEIR, "go on");
    assertThat(socket).doesNotExist();
  }

  @Test
  void theSocketIsForRootAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }
}
