package org.hactl.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ProgressListener;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;
import org.hactl.module.file.FileContent;
import org.hactl.module.file.FileResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent's side and the helper's side of their socket. */
@Timeout(60)
class HelperTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());
  private static final FileResource MOTD =
      new FileResource("/etc/motd", FileContent.ofText("grüß\n"), "0644", null, null, true);
  private static final ScriptCommand HOOK =
      new ScriptCommand(
          List.of("/bin/hook", "a b"), Map.of("X", "1"), "nobody", Duration.ofMillis(7));

  @TempDir private Path folder;
  private final List<String> progress = new ArrayList<>();
  private final List<ScriptCommand> scripts = new ArrayList<>();
  private Scripts runner =
      script -> {
        scripts.add(script);
        return new ScriptResult(3, true, "too late", Duration.ofNanos(5));
      };
  private @Nullable NoteModule notes;
  private ServerSocketChannel listening;
  private @Nullable Thread thread;

  @BeforeEach
  void listen() throws IOException {
    listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(socket()));
  }

  @AfterEach
  void end() throws Exception {
    if (thread != null) {
      thread.interrupt();
      thread.join();
    }
    listening.close();
  }

  @Test
  void plansInTheHelperWhatTheAgentGetsBack() throws Exception {
    start("");
    Owned old =
        new Owned(
            new FileResource("/etc/old", FileContent.of(new byte[] {-1}), null, null, null, false),
            Map.of("sha256", "x"));
    Module<FileResource, ?> direct = new NoteModule(ProgressListener.NONE);

    Plan plan = plan(List.of(MOTD), List.of(old));

    assertThat(plan).isEqualTo(planOf(direct, List.of(MOTD), List.of(old)));
  }

  @Test
  void aHostWithoutSoftwareNeedsNoHelper() throws Exception {
    listening.close();

    assertThat(plan(List.of(), List.of())).isEqualTo(Plan.NOTHING);
  }

  @Test
  void appliesWithProgressAndTellsWhichChangeFailed() throws Exception {
    start("");
    FileResource bad = new FileResource("/bad", FileContent.ofText(""), null, null, null, false);
    List<Change> changes = plan(List.of(MOTD, bad), List.of()).changes();

    List<ChangeResult> results = files().apply(changes);

    assertThat(Objects.requireNonNull(notes).applied).containsExactly("/etc/motd", "/bad");
    assertThat(results).extracting(ChangeResult::change).isEqualTo(changes);
    assertThat(results.get(0).error()).isNull();
    assertThat(results.get(0).learnt()).isEqualTo(new Owned(MOTD, Map.of("learnt", "by doing")));
    assertThat(results.get(1).error()).hasMessage("no room for it");
    assertThat(results.get(1).learnt()).isNull();
    assertThat(progress).containsExactly("file: at work");
  }

  @Test
  void whatTheHelperCannotReadIsTheAgentsError() throws Exception {
    start("");
    FileResource file =
        new FileResource("/unreadable", FileContent.ofText(""), null, null, null, false);

    assertThatThrownBy(() -> plan(List.of(file), List.of())).hasMessage("cannot read it");
  }

  @Test
  void runsScriptsWithTheirUserEnvironmentAndTimeout() throws Exception {
    start("");

    assertThat(new HelperScripts(client("")).run(HOOK))
        .isEqualTo(new ScriptResult(3, true, "too late", Duration.ofNanos(5)));
    assertThat(scripts).containsExactly(HOOK);
  }

  @Test
  void aScriptEndsWhenTheAgentDoesNotWaitForItAnyMore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    runner =
        script -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.countDown();
          }
          throw new AssertionError("it waits until it is interrupted");
        };
    start("");
    Thread agent =
        Thread.ofPlatform()
            .start(() -> assertThatThrownBy(() -> new HelperScripts(client("")).run(HOOK)));
    begun.await();

    agent.interrupt();

    ended.await();
    agent.join();
  }

  @Test
  void aHelperThatEndsInTheMiddleIsAFailedStep() throws Exception {
    start("");
    List<Change> changes = plan(List.of(MOTD), List.of()).changes();
    end();
    Files.delete(socket());
    listen();
    Thread dying =
        Thread.ofPlatform()
            .start(() -> {
              try (SocketChannel peer = listening.accept();
                  HelperWire wire = new HelperWire(peer, MAPPER)) {
                wire.read(HelperRequest.Call.class);
                wire.write(new HelperReply.Accepted());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    List<ChangeResult> results = files().apply(changes);

    dying.join();
    assertThat(results).hasSize(1);
    assertThat(results.getFirst().error())
        .hasMessageContaining(
            "did not apply CREATE file[/etc/motd]: it ended before it had answered")
        .hasMessageContaining("journalctl -u hactl-helper.service");
  }

  @Test
  void aHelperThatIsNotThereOrDoesNotStartIsAnErrorThatSaysWhereToLook() throws Exception {
    assertThatThrownBy(() -> plan(List.of(MOTD), List.of()))
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining("hactl's helper did not plan file: it did not start within 0 s")
        .hasMessageContaining("systemctl status hactl-helper.socket");
    listening.close();
    assertThatThrownBy(() -> plan(List.of(MOTD), List.of()))
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining(socket().toString());
  }

  @Test
  void aHelperOfAnotherImageLeavesTheRequestToTheNextOne() throws Exception {
    HelperServer old = server("old");
    HelperServer current = server("new");
    thread =
        Thread.ofPlatform()
            .start(() -> {
              run(old);
              run(current);
            });

    HelperReply reply = client("new").ask(new HelperRequest.LoadIpvs(), ProgressListener.NONE);

    assertThat(reply).isEqualTo(new HelperReply.Loaded("loaded by new"));
  }

  @Test
  void endsWhenNothingWasAskedForSomeTime() throws Exception {
    new HelperServer(listening, MAPPER, "", work(""), Duration.ofMillis(1)).run();
  }

  @Test
  void aMessageWithoutEndAndOneThatIsNoneEndTheConnectionAlone() throws Exception {
    start("");
    for (String garbage :
        List.of("{\"image\":\"\",\"request\":{\"type\":\"shell\"}}\n", "]]]]]]]]\n")) {
      try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
        peer.write(ByteBuffer.wrap(garbage.getBytes(StandardCharsets.UTF_8)));
        assertThat(peer.read(ByteBuffer.allocate(10))).isEqualTo(-1);
      }
    }
    assertThat(new HelperScripts(client("")).run(HOOK).exit()).isEqualTo(3);
  }

  /** Its thread ends each request while the server may be about to wait again. */
  @Test
  void manyShortRequestsDoNotEndTheServer() throws Exception {
    start("");
    for (int i = 0; i < 2_000; i++) {
      try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
        peer.shutdownOutput();
        assertThat(peer.read(ByteBuffer.allocate(10))).isEqualTo(-1);
      }
    }
    assertThat(new HelperScripts(client("")).run(HOOK).exit()).isEqualTo(3);
  }

  private static <R extends org.hactl.module.Resource, O> Plan planOf(
      Module<R, O> module, List<R> desired, List<Owned> owned) throws ModuleException {
    return module.plan(desired, owned, module.observe(desired, owned), false);
  }

  @SuppressWarnings("unchecked")
  private Module<FileResource, ?> files() {
    return (Module<FileResource, ?>)
        HelperModule.all(client(""), (kind, text) -> progress.add(kind + ": " + text)).get(1);
  }

  private Plan plan(List<FileResource> desired, List<Owned> owned) throws ModuleException {
    return planOf(files(), desired, owned);
  }

  private HelperClient client(String image) {
    boolean answered = thread != null;
    return new HelperClient(
        socket(), MAPPER, image, answered ? Duration.ofSeconds(30) : Duration.ofMillis(1));
  }

  private void start(String image) throws IOException {
    HelperServer server = server(image);
    thread = Thread.ofPlatform().start(() -> run(server));
  }

  private static void run(HelperServer server) {
    try {
      server.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HelperServer server(String image) throws IOException {
    return new HelperServer(listening, MAPPER, image, work(image), Duration.ofMinutes(5));
  }

  private HelperWork work(String image) throws IOException {
    return new HelperWork(
        listener -> {
          notes = new NoteModule(listener);
          return List.of(notes);
        },
        script -> runner.run(script),
        () -> "loaded by " + image,
        new FakeSysctls(Map.of()));
  }

  private Path socket() {
    return folder.resolve("helper.sock");
  }
}
