package org.hactl.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.hactl.agent.api.Protocol;
import org.hactl.agent.api.Reply;
import org.hactl.agent.api.Request;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.ssh.LocalLink;
import org.hactl.ssh.SshException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains the agent's start-up cache: the agent itself runs for a moment with its state in a scratch
 * folder and answers a few questions. Without a cache an agent starts as well, only later, so a
 * failure is told and no more.
 */
final class StartUpCache {
  private static final Logger log = LoggerFactory.getLogger(StartUpCache.class);
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private StartUpCache() {}

  static void make(Path root) throws IOException {
    Path cache = root.resolve("hactl.aot");
    Path scratch = Files.createTempDirectory("hactl-train-");
    Process agent = null;
    try {
      agent = start(root, scratch, cache);
      talk(agent, scratch.resolve("agent.sock"));
      agent.destroy();
      boolean ended = agent.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (!ended || !Files.exists(cache)) {
        failed(cache, scratch, "no cache was written");
      }
    } catch (HostException | SshException e) {
      failed(cache, scratch, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Files.deleteIfExists(cache);
    } finally {
      if (agent != null) {
        agent.descendants().forEach(ProcessHandle::destroyForcibly);
        agent.destroyForcibly();
      }
      Trees.delete(scratch);
    }
  }

  private static Process start(Path root, Path scratch, Path cache) throws IOException {
    ProcessBuilder training =
        new ProcessBuilder(
                root.resolve("bin/hactl-agent").toString(),
                "run",
                "--state-dir",
                scratch.resolve("state").toString(),
                "--socket",
                scratch.resolve("agent.sock").toString())
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("said").toFile());
    training.environment().put("HACTL_AGENT_OPTS", "-XX:AOTCacheOutput=" + cache);
    Process process = training.start();
    process.getOutputStream().close();
    return process;
  }

  private static void talk(Process agent, Path socket)
      throws HostException, SshException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(socket) && agent.isAlive() && System.nanoTime() < deadline) {
      agent.waitFor(50, TimeUnit.MILLISECONDS);
    }
    Protocol protocol = new Protocol(HostJson.mapper(Kinds.namedTypes()));
    try (AgentClient client =
        new AgentClient(new LocalLink().openSocket(socket.toString()), protocol)) {
      client.hello();
      client.ask(new Request.Plan(HostState.empty("site", "host")), Reply.Plan.class, _ -> {});
      client.ask(new Request.Status(), Reply.Status.class, _ -> {});
      client.ask(new Request.Drift(5), Reply.Drift.class, _ -> {});
    }
  }

  private static void failed(Path cache, Path scratch, String why) throws IOException {
    Files.deleteIfExists(cache);
    Path said = scratch.resolve("said");
    log.warn(
        "the agent's start-up cache could not be made why={} said={}",
        why,
        Files.exists(said) ? Files.readString(said).strip() : "");
  }
}
