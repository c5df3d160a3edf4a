package org.hactl.agent.engines;

import java.util.Date;
import java.util.List;
import org.hactl.host.DriftPolicy;
import org.jspecify.annotations.Nullable;
import org.quartz.CronScheduleBuilder;
import org.quartz.DateBuilder;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.SchedulerRepository;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleJobFactory;
import org.quartz.simpl.SimpleThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when the full pass is due, by the site's schedule. A pass that was missed is not made up.
 */
public final class DriftSchedule implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DriftSchedule.class);
  private static final String NAME = "drift";
  private static final String SCHEDULER = "hactl-drift";

  private final Runnable due;
  private @Nullable Scheduler scheduler;
  private @Nullable DriftPolicy policy;

  DriftSchedule(Runnable due) {
    this.due = due;
  }

  /**
   * Follows this policy from now on; the same one as before is not disturbed.
   *
   * @throws IllegalArgumentException where that cannot be; the one before is then still followed
   */
  synchronized void configure(DriftPolicy wanted) {
    if (wanted.equals(policy)) {
      return;
    }
    Scheduler fresh = started(trigger(wanted));
    close();
    scheduler = fresh;
    policy = wanted;
  }

  private Scheduler started(Trigger trigger) {
    Scheduler fresh = null;
    try {
      fresh = create();
      JobDataMap data = new JobDataMap();
      data.put(NAME, due);
      JobDetail job = JobBuilder.newJob(FullPass.class).usingJobData(data).build();
      fresh.scheduleJob(job, trigger);
      fresh.start();
      return fresh;
    } catch (SchedulerException | RuntimeException e) {
      end(fresh);
      throw new IllegalArgumentException("the drift schedule cannot run: " + e.getMessage(), e);
    }
  }

  /** Why this policy cannot be followed, in one sentence; nothing if it can. */
  public static List<String> problems(DriftPolicy policy) {
    try {
      // From now on, as the scheduler would ask: it refuses what never comes.
      if (trigger(policy).getFireTimeAfter(new Date()) == null) {
        return List.of("drift: cron '" + policy.cron() + "' is never due");
      }
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * @throws IllegalArgumentException if the cron expression is none
   */
  static Trigger trigger(DriftPolicy policy) {
    TriggerBuilder<Trigger> trigger = TriggerBuilder.newTrigger().withIdentity(NAME);
    String cron = policy.cron();
    if (cron != null) {
      try {
        return trigger
            .withSchedule(
                CronScheduleBuilder.cronSchedule(cron).withMisfireHandlingInstructionDoNothing())
            .build();
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "drift: cron '" + cron + "' is no schedule: " + e.getMessage(), e);
      }
    }
    if (policy.everyMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("drift: 'every' is 24 days at most");
    }
    if (policy.everyMillis() <= 0) {
      throw new IllegalArgumentException("drift: 'every' has to be longer than nothing");
    }
    return trigger
        .startAt(
            DateBuilder.futureDate(Math.toIntExact(policy.everyMillis()), IntervalUnit.MILLISECOND))
        .withSchedule(
            SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(policy.everyMillis())
                .repeatForever()
                .withMisfireHandlingInstructionNextWithRemainingCount())
        .build();
  }

  @Override
  public synchronized void close() {
    end(scheduler);
    scheduler = null;
    policy = null;
  }

  private static void end(@Nullable Scheduler running) {
    if (running != null) {
      try {
        running.shutdown(false);
      } catch (SchedulerException e) {
        log.atWarn().addKeyValue("error", e.getMessage()).log("the drift schedule did not end");
      }
    }
  }

  /**
   * Made without the factory that reads properties: that one needs java.desktop, which hosts lack.
   */
  private static Scheduler create() throws SchedulerException {
    SimpleThreadPool threads = new SimpleThreadPool(1, Thread.NORM_PRIORITY);
    threads.setInstanceName(SCHEDULER);
    threads.setMakeThreadsDaemons(true);
    threads.initialize();
    DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
    factory.createScheduler(SCHEDULER, SCHEDULER, threads, new RAMJobStore());
    Scheduler scheduler = factory.getScheduler(SCHEDULER);
    scheduler.setJobFactory(new SimpleJobFactory());
    // By name, the repository would hand this one out again after it was shut down.
    SchedulerRepository.getInstance().remove(SCHEDULER);
    return scheduler;
  }

  /** One firing. Public because the scheduler makes it. */
  @DisallowConcurrentExecution
  public static final class FullPass implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      if (context.getMergedJobDataMap().get(NAME) instanceof Runnable due) {
        due.run();
      }
    }
  }
}
