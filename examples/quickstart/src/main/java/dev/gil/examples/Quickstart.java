package dev.gil.examples;

/** The first ten minutes. */
final class Quickstart {

  public static void main(String[] args) {
    System.out.println("gil");
  }
}
