package org.hactl.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** A lock on a part of the cache, against other threads and other processes. */
final class CacheLock implements AutoCloseable {
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
  private final ReentrantLock threads;
  private final FileChannel channel;
  private final FileLock lock;

  private CacheLock(ReentrantLock threads, FileChannel channel, FileLock lock) {
    this.threads = threads;
    this.channel = channel;
    this.lock = lock;
  }

  /** Waits for the lock. Makes the folder and the lock file if they are missing; both stay. */
  static CacheLock of(Path folder, String name) {
    LabPaths.createFolder(folder);
    Path file = folder.toAbsolutePath().resolve(name);
    ReentrantLock threads = THREADS.computeIfAbsent(file, f -> new ReentrantLock());
    threads.lock();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new CacheLock(threads, channel, channel.lock());
    } catch (IOException e) {
      threads.unlock();
      throw new LabException("cannot lock %s: %s".formatted(file, e), e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new LabException("cannot release a lock", e);
    } finally {
      threads.unlock();
    }
  }
}
