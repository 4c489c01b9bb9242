Console.Write("");
