import sys,time,os,psutil
from multiprocessing import forkserver
from tests.deliveries.soak import _database, events
from tests.deliveries.fault_run import Plan, fault_run, faults_of
from tests import databases
def cpu():
    me=psutil.Process(); t=me.cpu_times(); total=t.user+t.system
    pid=forkserver._forkserver._forkserver_pid
    if pid:
        f=psutil.Process(pid).cpu_times(); total+=f.user+f.system+f.children_user+f.children_system
    return total
def pgcpu():
    return sum(sum(p.cpu_times()[:4]) for p in psutil.process_iter() if "postgres" in p.name() and p.ppid()==1 ) 
if __name__=='__main__':
    with databases.postgresql() as server:
      for kind in ("sqlite","postgresql"):
        for n in (1,2,4):
            plan=Plan(n,100,12,n)
            with _database(kind,server) as url:
                c=cpu(); b=time.monotonic(); o=fault_run(url,plan); e=time.monotonic()-b; c=cpu()-c
            print(kind,n,"wall",round(e,1),"cpu",round(c,1),(faults_of(o,plan) or "clean")[-100:],dict(events(o)),flush=True)
