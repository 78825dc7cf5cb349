/** What the lock costs, by JMH, beside the locks it is compared with. */
package dev.gil.bench.lock;
