/** What the engine says of its record, of versions and of traffic files, by the English sentence. */
export const recordSentences: Readonly<Record<string, string>> = {
  'The events are in the record; reopen the run to see them.':
    '事件已在记录中；重新打开该运行即可查看。',
  'A listener for recorded events failed: {0}.': '记录事件的监听程序出错：{0}。',
  'The record has been closed.': '记录已关闭。',
  'Start a new run.': '请开始新的运行。',
  'The run {0} has ended already.': '运行 {0} 已经结束。',
  'The record {0} {1}{2}.': '记录 {0} 出错：{2}。',
  'The record {0} could not be brought to the current version{1}.':
    '记录 {0} 无法升级到当前版本{1}。',
  'The record {0} has been closed{1}.': '记录 {0} 已关闭{1}。',
  'The record {0} cannot grow any further{1}.': '记录 {0} 无法再增大{1}。',
  'The record {0} is locked by another process{1}.': '记录 {0} 被另一个进程锁定{1}。',
  'The record {0} cannot be opened or written{1}.': '记录 {0} 无法打开或写入{1}。',
  'The record {0} is damaged{1}.': '记录 {0} 已损坏{1}。',
  'The record {0} is not a Millrace record{1}.': '{0} 不是 Millrace 的记录{1}。',
  'The record {0} was written by a newer version of Millrace{1}.':
    '记录 {0} 由更新版本的 Millrace 写入{1}。',
  'The file is unchanged; a copy stands beside it. Report this with the message.':
    '文件没有改动，旁边有一份副本。请连同此消息报告问题。',
  'could not be brought to the current version': '无法升级到当前版本',
  'Open the record again.': '请重新打开记录。',
  'has been closed': '已关闭',
  'Free some disk space or delete old runs.': '请腾出磁盘空间或删除旧的运行。',
  'cannot grow any further': '无法再增大',
  'Wait a moment; if it stays locked, close the other program that holds it.':
    '请稍候；如果一直锁定，请关闭占用它的程序。',
  'is locked by another process': '被另一个进程锁定',
  'Check that the folder exists and that you may write there, or choose another record file.':
    '请检查文件夹是否存在、你是否可以写入，或选择另一个记录文件。',
  'cannot be opened or written': '无法打开或写入',
  'Close the other programs that have it open and start again: it is set aside then, and what can be read is saved.':
    '请关闭占用它的其他程序，然后重新启动：届时它会被另存，可读取的内容会保留下来。',
  'is damaged': '已损坏',
  'It was left as it is. Choose another record file, or move this one away.':
    '文件保持原样。请选择另一个记录文件，或将此文件移走。',
  'is not a Millrace record': '不是 Millrace 的记录',
  'Update Millrace, or choose another record file.': '请更新 Millrace，或选择另一个记录文件。',
  'was written by a newer version of Millrace': '由更新版本的 Millrace 写入',
  'Give the new run an id of its own.': '请为新的运行指定单独的 id。',
  'A run with the id {0} is in the record already.': '记录中已有 id 为 {0} 的运行。',
  'It may have been deleted; list the runs to see which there are.':
    '它可能已被删除；请列出运行，查看现有的。',
  'There is no run {0} in the record.': '记录中没有运行 {0}。',

  'Another window may have opened or discarded it.': '可能已被另一个窗口打开或放弃。',
  'This unsaved work is not there any more.': '这份未保存的内容已不存在。',
  'Check its rights.': '请检查其权限。',
  'Unsaved work cannot be kept in {0}.': '无法在 {0} 中保存未保存的内容。',
  'Go on there, or close it first.': '请在那里继续，或先关闭那个窗口。',
  'Another window has this work open.': '另一个窗口已打开此内容。',
  'Check its rights and the space on the disk.': '请检查其权限和磁盘空间。',
  'The flow is too large for it.': '流程过大，无法保存版本。',
  'No version can be kept in {0}.': '无法在 {0} 中保存版本。',
  'It was removed, or thinned out with time.': '它已被移除，或随时间推移被精简。',
  'This version is not there any more.': '此版本已不存在。',
  'Check the rights of its folder and the space on the disk.': '请检查其文件夹的权限和磁盘空间。',
  'The file {0} cannot be written.': '无法写入文件 {0}。',
  'The folder {0} cannot be written.': '无法写入文件夹 {0}。',

  'Open one that is a file.': '请打开以文件保存的记录。',
  'A record in memory cannot be queried.': '无法查询内存中的记录。',
  'Try again when they have ended.': '请在它们结束后重试。',
  'The record cannot be written anew while runs are under way.': '有运行正在进行时无法重写记录。',
  'Check the disk, or restore a backup in place of the record. The old file may be deleted.':
    '请检查磁盘，或用备份代替该记录。旧文件可以删除。',
  'The record {0} was damaged and has been set aside as {1}: {2}.':
    '记录 {0} 已损坏，已另存为 {1}：{2}。',
  '{0} with {1} came over into a new one, {2}': '{0}（含 {1}）已转入新的记录，{2}',
  '{0} and up to {1} could not be read': '{0} 和最多 {1} 无法读取',
  'nothing was lost': '没有丢失任何内容',
  'nothing of it could be read': '其中的内容都无法读取',
  'Go on working; older runs come back one after the other.':
    '可以继续工作；较早的运行会陆续恢复。',
  'The record {0} was damaged. It was set aside as {1}, and what can be read is being brought over into a new one.':
    '记录 {0} 已损坏。它已另存为 {1}，可读取的内容正在转入新的记录。',
  'The write-ahead log of the record {0} could not be read: the last things it held are lost.':
    '记录 {0} 的预写日志无法读取：其中最后的内容已丢失。',
  'All the rest is there. Check the disk; a copy of the log is kept as {0}.':
    '其余内容都在。请检查磁盘；日志的副本保存为 {0}。',
  'Wait a moment and try again.': '请稍候再试。',
  'Another process is mending the record {0}.': '另一个进程正在修复记录 {0}。',

  'Run the flow again to record it anew.': '请重新运行流程以重新记录。',
  'The recorded model traffic of this run cannot be read.': '无法读取此次运行记录的模型通信。',
  'Record the run again, to its end.': '请重新记录运行，直到结束。',
  'The recording ends here: the recorded turn was cancelled before its answer was complete.':
    '记录到此为止：所记录的这一轮在回答完成之前被取消。',
  'Run the flow as it was recorded, with the same input, or record it again.':
    '请按记录时的样子、以相同输入运行流程，或重新记录。',
  'The model is asked something else than recorded turn {0} was: {1} {2}.':
    '对模型的请求与记录的第 {0} 轮不同：{1}。',
  'The run asks for more model turns than were recorded.': '运行请求的模型轮数多于所记录的。',
  'Use the demo connection for them, or search by text.': '请为它们使用演示连接，或按文本检索。',
  'A recording holds what chat models answered, but no embeddings and no rankings.':
    '记录中有对话模型的回答，但没有嵌入向量和重排结果。',
  'its {0} is missing or wrong': '其 {0} 缺失或有误',
  'it is no whole “{0}”': '它不是完整的“{0}”',
  'its type is unknown': '其类型未知',
  'it is no base64': '它不是 base64',
  'Choose a file that Millrace saved, or record the run again.':
    '请选择由 Millrace 保存的文件，或重新记录运行。',
  'Line {0} of the traffic file: {1}.': '通信文件第 {0} 行：{1}。',
  'its format is not millrace/traffic': '其格式不是 millrace/traffic',
  'it is not a JSON object': '它不是 JSON 对象',
  'there is no exchange {0}': '没有编号为 {0} 的往来',
  'there is no turn {0}': '没有第 {0} 轮',
  'it holds no model turn': '其中没有任何一轮模型对话',
  'Update Millrace, or record the run again.': '请更新 Millrace，或重新记录运行。',
  'This traffic file was written by a newer version.': '此通信文件由更新的版本写入。',
};
