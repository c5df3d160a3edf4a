package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class PipeTest {
  /** Between a plan and an apply the thread that reads the agent's answers changes. */
  @Test
  void aReaderThatHasEndedDoesNotEndTheWriter() throws Exception {
    Pipe pipe = new Pipe(64);
    pipe.out().write(bytes("plan"));
    assertThat(onThreadThatEnds(() -> text(pipe, 4))).isEqualTo("plan");
    pipe.out().write(bytes("converged"));
    assertThat(onThreadThatEnds(() -> text(pipe, 9))).isEqualTo("converged");
  }

  @Test
  void aWriterThatHasEndedDoesNotEndTheReader() throws Exception {
    Pipe pipe = new Pipe(64);
    onThreadThatEnds(() -> {
      pipe.out().write(bytes("a"));
      return "";
    });
    assertThat(text(pipe, 1)).isEqualTo("a");
    FutureTask<String> reading = start(() -> text(pipe, 1));
    pipe.out().write(bytes("b"));
    assertThat(reading.get()).isEqualTo("b");
  }

  @Test
  void moreThanFitsArrivesInOrder() throws Exception {
    long seed = new Random().nextLong();
    byte[] sent = new byte[100_000];
    new Random(seed).nextBytes(sent);
    Pipe pipe = new Pipe(7);
    FutureTask<String> writing =
        start(() -> {
          pipe.out().write(sent);
          pipe.out().close();
          return "";
        });
    assertThat(pipe.in().readAllBytes()).as("seed %d", seed).isEqualTo(sent);
    writing.get();
  }

  @Test
  void afterTheWritingEndIsClosedTheRestCanBeRead() throws Exception {
    Pipe pipe = new Pipe(64);
    pipe.out().write(bytes("rest"));
    pipe.out().close();
    assertThat(pipe.in().available()).isEqualTo(4);
    assertThat(pipe.in().readAllBytes()).isEqualTo(bytes("rest"));
    assertThat(pipe.in().read()).isEqualTo(-1);
  }

  @Test
  void closingEitherEndFreesAWriterThatWaits() throws Exception {
    Pipe reader = new Pipe(1);
    FutureTask<String> first = start(() -> overfill(reader));
    reader.in().close();
    assertThat(first.get()).isEqualTo("the channel is closed");
    Pipe writer = new Pipe(1);
    FutureTask<String> second = start(() -> overfill(writer));
    writer.out().close();
    assertThat(second.get()).isEqualTo("the channel is closed");
    assertThatThrownBy(() -> writer.out().write(1)).isInstanceOf(IOException.class);
  }

  private interface Talk {
    String once() throws IOException;
  }

  private static String overfill(Pipe pipe) {
    try {
      pipe.out().write(bytes("more than fits"));
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static FutureTask<String> start(Talk talk) {
    FutureTask<String> task = new FutureTask<>(talk::once);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static String onThreadThatEnds(Talk talk) throws Exception {
    FutureTask<String> task = new FutureTask<>(talk::once);
    Thread thread = Thread.ofVirtual().start(task);
    thread.join();
    return task.get();
  }

  private static String text(Pipe pipe, int length) throws IOException {
    return new String(pipe.in().readNBytes(length), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
