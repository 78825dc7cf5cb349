package dev.gil.bench.virtual;

import dev.gil.Attachment;
import dev.gil.bench.convoy.EchoProcess;
import dev.gil.bench.convoy.Times;
import dev.gil.bench.fork.Figures;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A task that sends 64 bytes and waits for them, behind four that compute with checkpoints. */
final class EchoBehindHogs {
  private static final int HOGS = 4;
  private static final int MESSAGE = 64;
  private static final int ROUNDS = 4;

  private boolean stop; // plain: tasks of one lock
  private long turns;

  private EchoBehindHogs() {}

  static void measure(int millis) throws Exception {
    try (EchoProcess peer = EchoProcess.start();
        GilExecutor pool = VirtualFork.open(HOGS + 2)) {
      EchoBehindHogs scene = new EchoBehindHogs();
      double trips = 0;
      double share = 0;
      double p99 = Double.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        double alone = scene.alone(pool, millis);
        Times times = new Times();
        double beside = scene.beside(pool, millis, peer.port(), times);
        if (round > 0) {
          double rate = times.count() / (millis / 1e3);
          if (rate > trips) {
            trips = rate;
            share = beside / alone;
            p99 = times.micros(0.99);
          }
        }
      }
      Figures.say("echo-4-virtual", trips);
      Figures.say("echo-4-virtual-p99", p99);
      Figures.say("echo-4-virtual-hogs", share);
    }
  }

  private double alone(GilExecutor pool, int millis) throws Exception {
    List<TaskFuture<?>> hogs = hogs(pool);
    pool.run(gil -> Thread.sleep(millis)).get();
    return end(pool, hogs, millis);
  }

  private double beside(GilExecutor pool, int millis, int port, Times times) throws Exception {
    List<TaskFuture<?>> hogs = hogs(pool);
    pool.run(gil -> echo(millis, port, times)).get();
    return end(pool, hogs, millis);
  }

  private List<TaskFuture<?>> hogs(GilExecutor pool) {
    stop = false;
    turns = 0;
    List<TaskFuture<?>> hogs = new ArrayList<>();
    for (int i = 0; i < HOGS; i++) {
      hogs.add(pool.run(this::compute));
    }
    return hogs;
  }

  private double end(GilExecutor pool, List<TaskFuture<?>> hogs, int millis) throws Exception {
    pool.run(gil -> stop = true).get();
    for (TaskFuture<?> hog : hogs) {
      hog.get();
    }
    return (double) turns / millis;
  }

  private void compute(Attachment gil) {
    long x = 88_172_645_463_325_252L;
    while (!stop) {
      for (int i = 0; i < 64; i++) {
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
      }
      turns += (x & 1) | 1;
      gil.checkpoint();
    }
  }

  private static void echo(int millis, int port, Times times) throws IOException {
    byte[] message = new byte[MESSAGE];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      long end = System.nanoTime() + millis * 1_000_000L;
      for (long now = System.nanoTime(); now < end; ) {
        out.write(message);
        if (in.readNBytes(message, 0, MESSAGE) < MESSAGE) {
          throw new IOException("the echo peer has ended");
        }
        long then = System.nanoTime();
        times.add(then - now);
        now = then;
      }
    }
  }
}
