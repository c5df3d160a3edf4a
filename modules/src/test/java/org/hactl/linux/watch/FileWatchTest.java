package org.hactl.linux.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  private final FileWatch watch = new FileWatch();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void aFileThatIsWrittenReplacedOrTakenAway() throws Exception {
    Path file = folder.resolve("weight");
    watch.watch(file, () -> told.add("weight"));
    Files.writeString(file, "1");
    expect("weight");
    Path other = Files.writeString(folder.resolve("other"), "2");
    settle();
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    expect("weight");
    settle();
    Files.delete(file);
    expect("weight");
  }

  @Test
  void doesNotReportAnotherFileInTheFolder() throws Exception {
    watch.watch(folder.resolve("weight"), () -> told.add("weight"));
    Files.writeString(folder.resolve("weight2"), "1");
    settle();
    assertThat(told).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWatchedForAMomentDoesNotEndTheWatch() throws Exception {
    Path file = folder.resolve("a/weight");
    Path other = folder.resolve("other");
    Files.createDirectory(file.getParent());
    FileWatch.Watch first = watch.watch(file, () -> told.add("weight"));
    watch.watch(other, () -> told.add("other"));
    Files.move(file.getParent(), folder.resolve("c"));
    expect("weight");
    Files.createSymbolicLink(file.getParent(), file.getParent());
    expect("weight");
    settle();
    assertThat(first.isWhole()).isFalse();
    Files.writeString(other, "1");
    expect("other");
    settle();
    Files.delete(file.getParent());
    Files.createDirectory(file.getParent());
    expect("weight");
    settle();
    assertThat(first.isWhole()).isTrue();
    Files.writeString(file, "1");
    expect("weight");
  }

  @Test
  void aFolderMayBeCreatedLaterAndRemoved() throws Exception {
    Path file = folder.resolve("a/b/weight");
    watch.watch(file, () -> told.add("weight"));
    Files.createDirectories(file.getParent());
    expect("weight");
    settle();
    Files.writeString(file, "1");
    expect("weight");
    settle();
    Files.move(folder.resolve("a"), folder.resolve("c"));
    Files.createDirectories(file.getParent());
    expect("weight");
    settle();
    Files.writeString(file, "2");
    expect("weight");
  }

  @Test
  void doesNotReportAFileThatIsNoLongerWatched() throws Exception {
    FileWatch.Watch one = watch.watch(folder.resolve("one"), () -> told.add("one"));
    one.close();
    Files.writeString(folder.resolve("one"), "1");
    settle();
    assertThat(told).isEmpty();
  }

  @Test
  void reportsFilesInTheOrderOfTheirEvents() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    watch.watch(folder.resolve("first"), () -> await(written));
    List<String> names = IntStream.range(0, 50).mapToObj(i -> "file" + i).toList();
    for (String name : names.reversed()) {
      watch.watch(folder.resolve(name), () -> told.add(name));
    }
    Files.createFile(folder.resolve("first"));
    for (String name : names) {
      Files.createDirectory(folder.resolve(name));
    }
    written.countDown();
    for (String name : names) {
      expect(name);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int settlers;

  /**
   * Waits until all earlier events were reported: events come in order, so the event of a new file
   * comes last. That file can be reported twice, so its reports have a queue of their own.
   */
  private void settle() throws Exception {
    BlockingQueue<Boolean> marked = new LinkedBlockingQueue<>();
    Path mark = folder.resolve("settled-" + settlers++);
    try (FileWatch.Watch _ = watch.watch(mark, () -> marked.add(true))) {
      Files.writeString(mark, "");
      assertThat(marked.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
    told.clear();
  }

  private void expect(String name) throws InterruptedException {
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
  }
}
