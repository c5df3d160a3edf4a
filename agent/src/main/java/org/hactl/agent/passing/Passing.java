package org.hactl.agent.passing;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.hactl.agent.converge.ErrorText;
import org.hactl.agent.converge.NetworkAccess;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.converge.time.DeadManTimer;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.rule.OwnTables;
import org.hactl.reconcile.PassedOn.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Both sides of passing new connections on before a role moves. Each ends by itself unless the
 * control node asks again. A host takes the packets of a virtual router only while it is not its
 * master, and passes them on only while it is, so that no packet goes round in a circle. Safe for
 * use from any thread.
 */
public final class Passing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Passing.class);

  /** Whatever the control node asks for. */
  private static final Duration LONGEST = Duration.ofSeconds(12);

  /** How long the connections that were passed on still are, after new ones are not. */
  static final Duration AFTER = Duration.ofMillis(300);

  private final NetworkAccess network;
  private final Kernel kernel;
  private final LaterTasks later;
  private final Clock clock;
  private final Taking taking;
  private final PassingOn passingOn;
  private final Map<String, DeadManTimer> takingTimers = new HashMap<>();
  private final Map<String, DeadManTimer> passingTimers = new HashMap<>();
  private final ReentrantLock oneAtATime = new ReentrantLock();

  public Passing(NetworkAccess network, Kernel kernel, LaterTasks later, Clock clock) {
    this.network = network;
    this.kernel = kernel;
    this.later = later;
    this.clock = clock;
    this.taking = new Taking(network, kernel);
    this.passingOn = new PassingOn(network, kernel);
  }

  /** Removes what an agent that was killed has left. */
  public void cleanUp() {
    var _ = network.submit(() -> OwnTables.clear(kernel, OwnTables.PASSED));
  }

  /** Takes what the master of these routers passes on. */
  public Reply take(Request.TakePassed asked) {
    return inTurn(() -> {
      if (asked.millis() <= 0) {
        asked.routers().forEach(this::endTaking);
        return new Reply.TakesPassed(Map.of());
      }
      for (String router : asked.routers()) {
        if (!network.state().routerNames().contains(router)) {
          return refused("this host has no virtual router " + router);
        }
        if (network.isMaster(router)) {
          return refused("this host is master of %s itself".formatted(router));
        }
      }
      Map<String, String> ways = new HashMap<>();
      for (String router : asked.routers()) {
        passingOn.end(router);
        ways.putAll(taking.begin(router));
        timer(takingTimers, router)
            .arm(bounded(asked.millis()), number -> takingExpires(router, number));
      }
      return new Reply.TakesPassed(ways);
    });
  }

  /** Passes new connections to these routers' VIPs on. */
  public Reply passOn(Request.PassOn asked) {
    return inTurn(() -> {
      if (asked.millis() <= 0) {
        asked.routers().forEach(this::endPassing);
        return passingOn.count(asked.routers());
      }
      for (String router : asked.routers()) {
        if (!network.isMaster(router)) {
          return new Reply.Failed(
              Reply.Failed.NOT_MASTER, "this host is not master of %s".formatted(router));
        }
      }
      Optional<String> unreachable = unreachable(asked.ways());
      if (unreachable.isPresent()) {
        return refused(unreachable.get());
      }
      boolean begins =
          asked.routers().stream()
              .anyMatch(router -> !passingOn.isIn(router, Stage.NEW_CONNECTIONS));
      asked.routers().forEach(this::endTaking);
      Optional<String> failed = passingOn.begin(asked.routers(), asked.ways());
      if (failed.isPresent()) {
        return refused("IPVS did not take it: " + failed.get());
      }
      for (String router : asked.routers()) {
        timer(passingTimers, router)
            .arm(bounded(asked.millis()), number -> passingExpires(router, number));
      }
      if (begins) {
        log.atInfo()
            .addKeyValue("routers", asked.routers())
            .addKeyValue("ways", asked.ways())
            .log("new connections go through another director");
      }
      return passingOn.count(asked.routers());
    });
  }

  private DeadManTimer timer(Map<String, DeadManTimer> timers, String router) {
    return timers.computeIfAbsent(router, _ -> new DeadManTimer(later, clock));
  }

  private static Duration bounded(long millis) {
    return millis < LONGEST.toMillis() ? Duration.ofMillis(millis) : LONGEST;
  }

  private void takingExpires(String router, long number) {
    quietly(() -> {
      if (timer(takingTimers, router).isNewest(number)) {
        taking.end(router);
      }
    });
  }

  private void endTaking(String router) {
    timer(takingTimers, router).disarm();
    taking.end(router);
  }

  private void passingExpires(String router, long number) {
    quietly(() -> {
      if (timer(passingTimers, router).isNewest(number)) {
        endPassing(router);
      }
    });
  }

  /** First only for new connections, unless the role has gone meanwhile. */
  private void endPassing(String router) {
    if (passingOn.isIn(router, Stage.NEW_CONNECTIONS)) {
      passingOn.keepOnly(router);
      timer(passingTimers, router).arm(AFTER, number -> passingExpires(router, number));
      log.atInfo().addKeyValue("router", router).log("new connections stay on this director");
    } else {
      timer(passingTimers, router).disarm();
      passingOn.end(router);
    }
  }

  /** IPVS reaches a real server, or another director, on a network of this host alone. */
  private Optional<String> unreachable(Map<String, String> ways) {
    List<InterfaceAddress> all = network.submit(() -> kernel.addresses().list()).join();
    for (String text : ways.values()) {
      InetAddress way = InetAddresses.parse(text);
      if (all.stream().anyMatch(each -> each.prefix().address().equals(way))) {
        return Optional.of("%s is an address of this host itself".formatted(text));
      }
      if (all.stream().noneMatch(each -> each.prefix().contains(way))) {
        return Optional.of("no interface of this host is on the network of " + text);
      }
    }
    return Optional.empty();
  }

  private static Reply refused(String why) {
    return new Reply.Failed("passing-refused", why);
  }

  @FunctionalInterface
  private interface Question {
    Reply answer();
  }

  private Reply inTurn(Question question) {
    oneAtATime.lock();
    try {
      return question.answer();
    } catch (CompletionException e) {
      return new Reply.Failed("passing-failed", ErrorText.of(e));
    } catch (IllegalArgumentException | LinuxException | CodecException e) {
      return refused(String.valueOf(e.getMessage()));
    } finally {
      oneAtATime.unlock();
    }
  }

  private void quietly(Runnable step) {
    oneAtATime.lock();
    try {
      step.run();
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("error", ErrorText.of(e))
          .log("cannot end what was passed on; a pass or the next start does");
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Ends both sides, because the agent stops. */
  @Override
  public void close() {
    quietly(() -> {
      taking.routers().forEach(this::endTaking);
      passingOn.routers().forEach(passingOn::end);
    });
  }
}
