package org.hactl.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices one after the other, in the order in which they came. Adding a notice never waits:
 * if {@value #CAPACITY} notices wait already, the queue drops the new notice.
 */
public final class MailQueue implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MailQueue.class);
  private static final int CAPACITY = 200;

  private final ArrayBlockingQueue<MailMessage> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final MailTransport transport;
  private final int attempts;
  private final Duration pause;
  private final BiConsumer<MailMessage, String> givenUp;
  private final Thread thread;

  /**
   * @param attempts how often the queue tries to send a notice
   * @param pause the pause between two tries; it grows with each try
   * @param givenUp receives every notice that could not be sent, and the reason
   */
  public MailQueue(
      MailTransport transport,
      int attempts,
      Duration pause,
      BiConsumer<MailMessage, String> givenUp) {
    this.transport = transport;
    this.attempts = attempts;
    this.pause = pause;
    this.givenUp = givenUp;
    this.thread = Thread.ofVirtual().name("mail").start(this::run);
  }

  public void add(MailMessage notice) {
    if (!waiting.offer(notice)) {
      giveUp(notice, CAPACITY + " notices are waiting already");
    }
  }

  /** Drops the notices that have not been sent. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        send(waiting.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(MailMessage notice) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        transport.send(notice);
        return;
      } catch (IOException | RuntimeException e) {
        if (attempt >= attempts) {
          giveUp(notice, String.valueOf(e.getMessage()));
          return;
        }
      }
      Thread.sleep(pause.multipliedBy(attempt));
    }
  }

  private void giveUp(MailMessage notice, String why) {
    log.atWarn()
        .addKeyValue("subject", notice.subject())
        .addKeyValue("error", why)
        .log("a notice could not be sent");
    givenUp.accept(notice, why);
  }
}
